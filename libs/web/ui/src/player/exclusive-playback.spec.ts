import { ChangeDetectionStrategy, Component, viewChild } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ExclusivePlayback } from './exclusive-playback';

@Component({
  selector: 'sw-two-players',
  imports: [ExclusivePlayback],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div swExclusivePlayback><audio></audio><audio></audio></div>`,
})
class TwoPlayers {
  readonly playback = viewChild.required(ExclusivePlayback);
}

describe('ExclusivePlayback', () => {
  function players(): { page: TwoPlayers; audios: HTMLAudioElement[]; paused: HTMLAudioElement[] } {
    const fixture = TestBed.createComponent(TwoPlayers);
    fixture.detectChanges();
    const audios = [...(fixture.nativeElement as HTMLElement).querySelectorAll('audio')];
    const paused: HTMLAudioElement[] = [];
    for (const audio of audios) audio.pause = () => void paused.push(audio);
    return { page: fixture.componentInstance, audios, paused };
  }

  it('pauses the others when one starts', () => {
    const { audios, paused } = players();
    audios[1].dispatchEvent(new Event('play'));
    expect(paused).toEqual([audios[0]]);
  });

  it('pauses all on request', () => {
    const { page, audios, paused } = players();
    page.playback().pauseAll();
    expect(paused).toEqual(audios);
  });
});
