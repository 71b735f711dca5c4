import { DefaultUrlSerializer, type UrlTree } from '@angular/router';

/** Reads what is no URL as far as it goes: the router would take a link with a damaged end for one to the lobby. */
export class ForgivingUrls extends DefaultUrlSerializer {
  override parse(url: string): UrlTree {
    try {
      return super.parse(url);
    } catch {
      return super.parse(url.replaceAll('%', '%25'));
    }
  }
}
