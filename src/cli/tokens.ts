/** Tokens from the environment, each for the server that it belongs to. */
import { InputError } from "../versions/input-error.ts";

/**
 * Answers the header `Authorization` for an address: `HF_TOKEN` for the Hugging Face hub, `GITHUB_TOKEN` for GitHub
 * (github.com, or `GITHUB_SERVER_URL` within a workflow). No server is sent another one's token.
 */
export function tokensFrom(
  env: Readonly<Record<string, string | undefined>>,
): (url: string) => string | undefined {
  return (url) => {
    const { origin } = new URL(url);
    if (origin === hubEndpoint(env) && env.HF_TOKEN) return basic("hf", env.HF_TOKEN);
    const github = new URL(env.GITHUB_SERVER_URL || "https://github.com").origin;
    return origin === github && env.GITHUB_TOKEN ? basic("x-access-token", env.GITHUB_TOKEN) : undefined;
  };
}

/** The hub's address, without a slash at its end; `HF_ENDPOINT` names another one, as in Hugging Face's own tools. */
export function hubEndpoint(env: Readonly<Record<string, string | undefined>>): string {
  const address = env.HF_ENDPOINT || "https://huggingface.co";
  if (!URL.canParse(address))
    throw new InputError(`HF_ENDPOINT is not a web address: ${address}`, "Give it as https://….");
  return new URL(address).origin;
}

/** Basic authentication (RFC 7617): git servers take a token as its password. */
export function basic(user: string, token: string): string {
  return `basic ${Buffer.from(`${user}:${token}`).toString("base64")}`;
}
