import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { InboxPanel } from '@sealwave/web/inbox';
import { RecorderPanel, RecorderService } from '@sealwave/web/recorder';
import { RememberedRooms, RoomPanel } from '@sealwave/web/rooms';
import { ExclusivePlayback } from '@sealwave/web/ui';

/** The page for talking: the recorder on one side, the room and its messages on the other. */
@Component({
  selector: 'sw-talk-page',
  imports: [ExclusivePlayback, InboxPanel, RecorderPanel, RememberedRooms, RoomPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="columns" swExclusivePlayback #playback="swExclusivePlayback">
      <section class="talk" aria-label="Talk" i18n-aria-label>
        <sw-recorder-panel (opening)="playback.pauseAll()" />
      </section>
      <div>
        <section aria-label="Room" i18n-aria-label>
          <sw-room-panel #room />
          <sw-remembered-rooms (buttonsGone)="room.focus()" />
        </section>
        <section class="inbox" aria-label="Messages" i18n-aria-label>
          <sw-inbox-panel [silent]="recording()" />
        </section>
      </div>
    </div>
  `,
  styleUrl: './talk-page.css',
})
export class TalkPage {
  private readonly recorder = inject(RecorderService);

  /** Whether the microphone is open or opening. */
  protected readonly recording = computed(() => {
    const { kind } = this.recorder.state();
    return kind === 'recording' || kind === 'opening';
  });
}
