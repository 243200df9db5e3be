import vm from "node:vm";
import { TestEnvironment } from "jest-environment-node";

/**
 * jest's environment for Node, in a context whose global object is a plain one. jest's own lies behind a proxy, so that
 * each `Math` and `Map` in the code under test costs over a hundred times what it costs in the program.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const plain = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    const own = new Set(Reflect.ownKeys(plain));
    for (const key of Reflect.ownKeys(this.global))
      if (!own.has(key) || shared.has(key))
        Object.defineProperty(plain, key, Object.getOwnPropertyDescriptor(this.global, key));
    plain.global = plain;
    plain.Error.stackTraceLimit = 100;
    this.context = plain;
    this.global = plain;
    // jest's were made for the global object that it has no more: a test that stopped the clock did not.
    const Timers = this.fakeTimersModern.constructor;
    this.fakeTimersModern = new Timers({ config: config.projectConfig, global: plain });
  }
}

/** What Node's own modules hand out must be of the class that a test calls by this name. */
const shared = new Set(["ArrayBuffer", "Uint8Array"]);
