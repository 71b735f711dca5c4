import '@angular/localize/init';
import { webcrypto } from 'node:crypto';
import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless';

setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });

// jsdom draws nothing and logs every attempt. Without a context, components draw nothing.
HTMLCanvasElement.prototype.getContext = () => null;

// jsdom has no WebCrypto. Node's has the same interface.
Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
