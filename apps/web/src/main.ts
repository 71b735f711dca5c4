import { isDevMode } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
import { appConfig } from './app.config';
import { chooseLanguage } from './language/choose-language';
import { allowOwnScripts } from './page/own-scripts';

allowOwnScripts(window);
// The development server has one language.
if (isDevMode() || !chooseLanguage(window)) await bootstrapApplication(App, appConfig);
