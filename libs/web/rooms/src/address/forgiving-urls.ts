import { DefaultUrlSerializer, type UrlTree } from '@angular/router';

/**
 * Parses malformed URLs as far as possible. Otherwise the router would take a link with a damaged end for a
 * link to the lobby.
 */
export class ForgivingUrls extends DefaultUrlSerializer {
  override parse(url: string): UrlTree {
    try {
      return super.parse(url);
    } catch {
      return super.parse(url.replaceAll('%', '%25'));
    }
  }
}
