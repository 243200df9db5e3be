import type { ShownCheckRun } from "../stand-in.ts";
import { markdownToTerminal } from "./markdown-terminal.ts";

const columns = 112;
const lineHeight = 19;
const characterWidth = 7.85;
const most = 42;

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * The beginning of a check run as a picture for the documentation: the verdict, the reason, the findings and the
 * first rows, with nothing changed but the length.
 */
export function checkRunPicture(run: ShownCheckRun): string {
  const lines = markdownToTerminal(run.output.summary, columns).split("\n").slice(0, most);
  const width = Math.ceil(columns * characterWidth + 48);
  const height = 76 + lines.length * lineHeight + 24;
  const rows = lines.map((line, at) => {
    const heading = /^─+$/.test(lines[at + 1] ?? "") && !(lines[at + 1] ?? "").includes("  ");
    const style = /^[─ ]+$/.test(line) ? ' class="rule"' : heading ? ' class="heading"' : "";
    return `<text x="24" y="${84 + at * lineHeight}"${style} xml:space="preserve">${escape(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escape(`${run.name}: ${run.output.title}`)}</title>
<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328}.heading{font-weight:600}.rule{fill:#d1d9e0}.title{font:600 16px system-ui,sans-serif}</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="#fff" stroke="#d1d9e0"/>
<path d="M0.5 56.5H${width}" stroke="#d1d9e0"/>
<circle cx="34" cy="28" r="10" fill="#cf222e"/><path d="M30 24l8 8m0-8l-8 8" stroke="#fff" stroke-width="2"/>
<text x="54" y="34" class="title">${escape(`${run.name}: ${run.output.title}`)}</text>
${rows.join("\n")}
</svg>
`;
}
