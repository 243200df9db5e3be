/** Writes the log of the service, without texts of rows and secrets. */
import { types } from "node:util";
import { type DestinationStream, type Logger, pino } from "pino";
import { describeError } from "./describe-error.ts";

export type { Logger };

/**
 * The service's log: JSON lines. Error messages of libraries can quote rows (a parser's) or bodies of requests (the
 * API client's), so of every error only its kind and place are written, and secrets in headers are left out.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      redact: {
        paths: ["authorization", "cookie", '["set-cookie"]', '["x-hub-signature-256"]'].flatMap((name) =>
          ["req.headers", "res.headers", "headers"].map((at) =>
            name.startsWith("[") ? at + name : `${at}.${name}`,
          ),
        ),
        remove: true,
      },
      serializers: { err: safeError, error: safeError, event: eventName },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[];
          // pino would take the error's own message as the line's.
          const safe = types.isNativeError(first)
            ? [{ err: first }, ...(rest.length > 0 ? rest : ["error"])]
            : args;
          const fields = safe[0] as { err?: unknown } | null;
          if (typeof fields === "object" && types.isNativeError(fields?.err) && safe.length === 1)
            safe.push("error");
          method.apply(this, safe as Parameters<typeof method>);
        },
      },
    },
    destination ?? pino.destination({ sync: false }),
  );
}

function safeError(error: unknown): unknown {
  // A string is a description that we wrote.
  return typeof error === "string" || error === null ? error : describeError(error);
}

/** Probot logs whole events at debug level; a payload has no place in a log. */
function eventName(event: unknown): unknown {
  if (typeof event !== "object" || event === null) return event;
  const { id, name } = event as { id?: unknown; name?: unknown };
  return { id, name };
}
