/** As much of a browser as signing in needs: it keeps cookies and follows redirects, one at a time or all. */
export interface Browser {
  readonly cookies: Map<string, { readonly value: string; readonly attributes: string }>;
  /** One request, no redirect followed. */
  request(address: string, init?: RequestInit): Promise<Response>;
  /** Opens a page and, where GitHub asks who it is, answers with the login; ends at the last answer. */
  open(address: string, login: string): Promise<Response>;
}

export function browser(githubUrl: string): Browser {
  const cookies: Browser["cookies"] = new Map();

  async function request(address: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, { value }]) => `${name}=${value}`).join("; ");
    const headers = new Headers(init.headers);
    // GitHub's cookies are none of our business, and ours none of GitHub's.
    if (!address.startsWith(githubUrl) && !headers.has("cookie")) headers.set("cookie", cookie);
    const answer = await fetch(address, { redirect: "manual", ...init, headers });
    if (!address.startsWith(githubUrl)) for (const text of answer.headers.getSetCookie()) keep(text);
    return answer;
  }

  function keep(text: string): void {
    const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined || attributes === undefined) throw new Error("no cookie");
    if (/; Max-Age=0\b/.test(attributes)) cookies.delete(name);
    else cookies.set(name, { value, attributes });
  }

  async function open(address: string, login: string): Promise<Response> {
    let answer = await request(address);
    for (let hop = 0; hop < 8 && answer.status >= 300 && answer.status < 400; hop += 1) {
      const next = new URL(answer.headers.get("location") ?? "", answer.url).href;
      answer = next.startsWith(`${githubUrl}/login/oauth/authorize`)
        ? await agree(next, login)
        : await request(next);
    }
    return answer;
  }

  /** Presses the button with the login on GitHub's page. */
  async function agree(address: string, login: string): Promise<Response> {
    const { searchParams } = new URL(address);
    const form = new URLSearchParams({ login });
    for (const name of ["redirect_uri", "state", "client_id"]) form.set(name, searchParams.get(name) ?? "");
    return request(`${githubUrl}/login/oauth/callback`, { method: "POST", body: form });
  }

  return { cookies, request, open };
}
