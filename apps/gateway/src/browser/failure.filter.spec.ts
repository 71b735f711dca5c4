import { type ArgumentsHost, Logger } from '@nestjs/common';
import { ErrorCode } from '@sealwave/kernel';
import { ConfigError } from '@sealwave/node/config';
import { FailureFilter } from './failure.filter';
import { RequestError } from './request-error';

/** What the filter is given: the browser, its payload and perhaps its acknowledgement. */
function request(event: string, ...args: unknown[]) {
  const emitted: unknown[][] = [];
  const browser = { emit: (...args: unknown[]) => emitted.push(args) };
  const ws = { getClient: () => browser, getPattern: () => event };
  const host = { switchToWs: () => ws, getArgs: () => [browser, ...args] };
  return { emitted, host: host as unknown as ArgumentsHost };
}

describe('FailureFilter', () => {
  const filter = new FailureFilter();
  beforeAll(() => Logger.overrideLogger(false));

  it.each([
    ['send_audio', 'audio_error'],
    ['audio_part', 'audio_error'],
    ['cancel_audio', 'audio_error'],
    ['round_trip', 'server_error'],
    ['connect_to_server', 'server_error'],
    ['disconnect_from_server', 'server_error'],
  ])('answers %s with %s', (event, answer) => {
    const { emitted, host } = request(event);
    filter.catch(RequestError.notConnected(), host);
    const failure = { code: ErrorCode.NotConnected, message: 'no voice server is connected' };
    expect(emitted).toEqual([[answer, failure]]);
  });

  it('answers the acknowledgement as well', () => {
    const answers: unknown[] = [];
    const { emitted, host } = request('send_audio', {}, (answer: unknown) => answers.push(answer));
    filter.catch(RequestError.busy(2), host);
    expect(answers).toEqual([emitted[0][1]]);
  });

  it.each([
    ['a defect', new TypeError('secret of /etc/passwd')],
    [
      "the gateway's own files",
      new ConfigError(ErrorCode.Config, 'secret of /var/lib cannot be read'),
    ],
  ])('hides the details of %s from a browser', (_, error) => {
    const { emitted, host } = request('send_audio');
    filter.catch(error, host);
    expect(emitted[0][1]).toMatchObject({ code: ErrorCode.Internal });
    expect(JSON.stringify(emitted)).not.toContain('secret');
  });
});
