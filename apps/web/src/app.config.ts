import {
  type ApplicationConfig,
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter, UrlSerializer } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import { AudioOutput, BrowserMicrophone, Microphone } from '@sealwave/web/audio-io';
import { GATEWAY_SOCKET, SocketIoGateway } from '@sealwave/web/gateway-client';
import { UnlockLink } from '@sealwave/web/inbox';
import { ForgivingUrls, RoomMemory } from '@sealwave/web/rooms';
import { routes } from './routes';

/** The providers of the app in a browser. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideRouter(routes),
    { provide: UrlSerializer, useClass: ForgivingUrls },
    provideServiceWorker('ngsw-worker.js', { enabled: !isDevMode() }),
    { provide: Microphone, useClass: BrowserMicrophone },
    { provide: GATEWAY_SOCKET, useFactory: () => new SocketIoGateway() },
    // Before the router starts: it would keep the code in the history.
    provideAppInitializer(() => inject(UnlockLink).watch()),
    provideAppInitializer(() => {
      inject(AudioOutput);
    }),
    // Before the router decides to which room an address leads.
    provideAppInitializer(() => inject(RoomMemory).load()),
  ],
};
