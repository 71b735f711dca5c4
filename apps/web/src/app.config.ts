import {
  type ApplicationConfig,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter } from '@angular/router';
import { BrowserMicrophone, Microphone } from '@sealwave/web/audio-io';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { routes } from './routes';

/** What the app is made of when it runs in a browser. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideRouter(routes),
    { provide: Microphone, useClass: BrowserMicrophone },
    provideAppInitializer(() => inject(GatewayClient).join()),
  ],
};
