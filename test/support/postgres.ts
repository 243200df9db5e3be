import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import pg from "pg";

/** A real PostgreSQL server of our own, in a temporary folder, reachable over its Unix socket only. */
export interface PostgresServer {
  /** Creates an empty database and returns its URL. */
  createDatabase(): Promise<string>;
  /** `immediate` is a crash: no checkpoint, clients cut off. */
  stop(mode?: "fast" | "immediate"): void;
  start(): void;
  /** Stops the server and removes its folder. */
  remove(): void;
}

/** The folder of PostgreSQL's programs: on the PATH, or where Debian's package puts them; null when absent. */
export function findPostgres(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

/** Starts a server. `durable: false` skips fsync, for tests that lose nothing when the machine fails. */
export function startPostgres(bin: string, options: { durable: boolean }): PostgresServer {
  const owner = serverUser();
  const home = mkdtempSync(join(tmpdir(), "dr-pg-"));
  if (owner) chownSync(home, owner.uid, owner.gid);
  const data = join(home, "data");
  const run = (program: string, args: readonly string[]) => {
    const result = spawnSync(join(bin, program), args, {
      ...owner,
      cwd: home,
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr || String(result.error)}`);
  };
  mkdirSync(data);
  if (owner) chownSync(data, owner.uid, owner.gid);
  run("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
  const settings = ["-k", home, "-c", "listen_addresses=", "-c", `fsync=${options.durable ? "on" : "off"}`];
  const start = () => {
    run("pg_ctl", ["-D", data, "-w", "-l", join(home, "log"), "-o", settings.join(" "), "start"]);
  };
  const stop = (mode = "fast") => {
    run("pg_ctl", ["-D", data, "-w", "-m", mode, "stop"]);
  };
  start();
  let databases = 0;
  const url = (name: string) => `postgres://postgres@localhost/${name}?host=${home}`;
  return {
    start,
    stop,
    createDatabase: async () => {
      const client = new pg.Client(url("postgres"));
      await client.connect();
      databases += 1;
      await client.query(`create database d${databases}`);
      await client.end();
      return url(`d${databases}`);
    },
    remove: () => {
      try {
        stop("immediate");
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    },
  };
}

/** PostgreSQL refuses to run as root: take the package's own account then, else the one without rights. */
function serverUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    try {
      const number = (flag: string) =>
        Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: number("-u"), gid: number("-g") };
    } catch {
      // No such account: try the next.
    }
  }
  throw new Error(
    "PostgreSQL cannot run as root, and there is no account `postgres` or `nobody` to run it as.",
  );
}
