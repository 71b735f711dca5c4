import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
import { appConfig } from './app.config';
import { allowOwnScripts } from './own-scripts';

allowOwnScripts(window);
await bootstrapApplication(App, appConfig);
