import * as fc from 'fast-check';
import { refusalIn } from './connect-refusal';

/** As the client reports that a handshake was answered with `text`. */
const answered = (text: string) =>
  Object.assign(new Error('xhr poll error'), { context: { responseText: text } });

describe('refusalIn', () => {
  it('reads what the gateway says in the data of the error', () => {
    const data = { code: 'room_full', message: 'no place left', retry: true };
    expect(refusalIn(Object.assign(new Error('refused'), { data }))).toEqual(data);
  });

  it.each([
    ['rate_limited: too many connections from this address', 'rate_limited', true],
    ['not_allowed: this page may not', 'not_allowed', false],
  ])('reads %j in the answer to a handshake', (message, code, retry) => {
    const refusal = refusalIn(answered(JSON.stringify({ code: 4, message })));
    expect(refusal).toEqual({ code, message: message.split(': ')[1], retry });
  });

  it('knows a gateway of another version, and that asking again does not change it', () => {
    const other = { code: 'protocol_error', retry: false };
    const text = JSON.stringify({ code: 5, message: 'Unsupported protocol version' });
    expect(refusalIn(answered(text))).toMatchObject(other);
    const old = 'It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client';
    expect(refusalIn(new Error(old))).toMatchObject(other);
  });

  it.each(['', '<h1>Bad gateway</h1>', '{"code":4}', '{"code":4,"message":"no"}', '{"code":1}'])(
    'takes %j for a fault of the network',
    (text) => expect(refusalIn(answered(text))).toBeNull(),
  );

  it('finds no refusal in whatever else comes, and throws at nothing', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, text) => {
        expect(refusalIn(value)).toBeNull();
        expect(refusalIn(answered(text))).toBeNull();
      }),
    );
  });
});
