// A git server over HTTP for tests: git's own `http-backend` behind Node's server, and the Git LFS batch API beside it.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

export interface GitServer {
  /** `http://127.0.0.1:PORT`; a repository is found under the name that it was given. */
  readonly origin: string;
  /** Method and path of each request. */
  readonly asked: string[];
  /** Offers content through the LFS batch API and returns the pointer that stands for it. */
  readonly keep: (content: string) => string;
  close(): Promise<void>;
}

/** Serves repositories by name. With `token`, only to who sends it as the password of basic authentication. */
export async function gitServer(
  repositories: Readonly<Record<string, string>>,
  token: string | null = null,
): Promise<GitServer> {
  const asked: string[] = [];
  const objects = new Map<string, string>();
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (token !== null && !mayRead(request, token)) {
      response.writeHead(401, { "www-authenticate": "Basic" }).end();
      return;
    }
    const lfs = /\/info\/lfs\/objects\/batch$|\/lfs-object\/(\w+)$/.exec(request.url ?? "");
    if (lfs) void answerLfs(objects, lfs[1], request, response);
    else answerGit(repositories, request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    keep: (content) => {
      const oid = createHash("sha256").update(content).digest("hex");
      objects.set(oid, content);
      return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${Buffer.byteLength(content)}\n`;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function mayRead({ headers }: IncomingMessage, token: string): boolean {
  const sent = Buffer.from(headers.authorization?.replace(/^basic /i, "") ?? "", "base64").toString();
  return sent.endsWith(`:${token}`);
}

const backend = path.join(
  execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim(),
  "git-http-backend",
);

/** CGI (RFC 3875): the request on standard input, headers and body on standard output. */
function answerGit(
  repositories: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [whole = "", query = ""] = (request.url ?? "").split("?");
  const name = Object.keys(repositories).find((known) => whole.startsWith(`/${known}/`));
  if (name === undefined) {
    response.writeHead(404).end();
    return;
  }
  const child = spawn(backend, {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: repositories[name],
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_CONFIG_COUNT: "2",
      GIT_CONFIG_KEY_0: "uploadpack.allowFilter",
      GIT_CONFIG_VALUE_0: "true",
      GIT_CONFIG_KEY_1: "uploadpack.allowAnySHA1InWant",
      GIT_CONFIG_VALUE_1: "true",
      PATH_INFO: `/.git${whole.slice(name.length + 1)}`,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      HTTP_GIT_PROTOCOL: request.headers["git-protocol"]?.toString() ?? "",
    },
  });
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.once("close", () => {
    const answer = Buffer.concat(parts);
    const end = answer.indexOf("\r\n\r\n");
    const headers = answer
      .toString("latin1", 0, end)
      .split("\r\n")
      .map((line) => /^([^:]+): ?(.*)$/.exec(line)?.slice(1) as [string, string]);
    const status = headers.find(([key]) => key === "Status")?.[1];
    response.writeHead(Number(status?.slice(0, 3) ?? 200), Object.fromEntries(headers));
    response.end(answer.subarray(end + 4));
  });
}

async function answerLfs(
  objects: ReadonlyMap<string, string>,
  oid: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (oid !== undefined) {
    response.end(objects.get(oid));
    return;
  }
  let body = "";
  for await (const part of request) body += String(part);
  const { objects: wanted } = JSON.parse(body) as { objects: { oid: string; size: number }[] };
  const href = (id: string) => `http://${request.headers.host}/lfs-object/${id}`;
  const answers = wanted.map((object) =>
    objects.has(object.oid)
      ? {
          ...object,
          actions: {
            download: {
              href: href(object.oid),
              header: request.headers.authorization ? { authorization: request.headers.authorization } : {},
            },
          },
        }
      : { ...object, error: { code: 404, message: "not there" } },
  );
  response.writeHead(200, { "content-type": "application/vnd.git-lfs+json" });
  response.end(JSON.stringify({ objects: answers }));
}
