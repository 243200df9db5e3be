/** All output formats of the command line by name, each loaded only when it is asked for. */
import { packageVersion } from "../home.ts";
import type { ReviewResult } from "../model/result.ts";
import type { ReportContext } from "../report/context.ts";

/** How a rendering may look; only the terminal's cares. */
export interface Look {
  readonly color: boolean;
  readonly width: number;
  /** Everything, instead of what is read in half a minute. */
  readonly verbose?: boolean;
}

/** How a file looks: nobody knows the terminal it is read in. */
export const plain: Look = { color: false, width: 100 };

type Render = (result: ReviewResult, look: Look, context: ReportContext) => string;

/** Every output format. A renderer is loaded only when it is asked for. */
const renderers = {
  text: async () => {
    const { renderText } = await import("../report/terminal/text.ts");
    return (result, look, context) => renderText(result, { ...look, context });
  },
  json: async () => (await import("../report/json/json.ts")).renderJson,
  markdown: async () => {
    const { renderMarkdown } = await import("../report/markdown/markdown.ts");
    return (result, _, context) => renderMarkdown(result, context);
  },
  html: async () => {
    const { renderHtml } = await import("../report/html.ts");
    return (result, _, context) => renderHtml(result, context);
  },
  sarif: async () => {
    const [{ renderSarif }, { signals }] = await Promise.all([
      import("../report/sarif.ts"),
      import("../signals/index.ts"),
    ]);
    return (result, _, { docsUrl = null }) =>
      renderSarif(result, { version: packageVersion(), signals, docsUrl });
  },
  github: async () => (await import("../report/github.ts")).renderGithub,
  gitlab: async () => (await import("../report/code-quality.ts")).renderCodeQuality,
} satisfies Record<string, () => Promise<Render>>;

export type Format = keyof typeof renderers;

export const formats = Object.keys(renderers) as readonly Format[];

export const isFormat = (name: string): name is Format => Object.hasOwn(renderers, name);

export async function render(
  format: Format,
  result: ReviewResult,
  look: Look,
  context: ReportContext,
): Promise<string> {
  const rendering: Render = await renderers[format]();
  const text = rendering(result, look, context);
  return text.endsWith("\n") ? text : `${text}\n`;
}
