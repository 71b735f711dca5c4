export { InboxPanel } from './inbox-panel';
export { InboxService } from './inbox.service';
export { UnlockLink } from './unlock/unlock-link';
