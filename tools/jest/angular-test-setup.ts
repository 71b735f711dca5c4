import '@angular/localize/init';
import { webcrypto } from 'node:crypto';
import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless';

setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });

// jsdom draws nothing, and says so on every call; components meet a browser without a context.
HTMLCanvasElement.prototype.getContext = () => null;

// jsdom has no WebCrypto; that of Node has the same interface.
Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
