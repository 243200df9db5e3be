// Loaded into each measured process: what it used is written when it ends, as only the process itself knows.
import { writeFileSync } from "node:fs";

const file = process.env.SPEED_USAGE;
if (file) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS / 1024 }));
  });
}
