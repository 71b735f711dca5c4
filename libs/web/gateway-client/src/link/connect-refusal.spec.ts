import * as fc from 'fast-check';
import { refusalIn } from './connect-refusal';

/** The error that the client reports for a handshake answered with `text`. */
const answered = (text: string) =>
  Object.assign(new Error('xhr poll error'), { context: { responseText: text } });

describe('refusalIn', () => {
  it('reads the refusal in the data of the error', () => {
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

  it('recognises a gateway of another version, as a final refusal', () => {
    const other = { code: 'protocol_error', retry: false };
    const text = JSON.stringify({ code: 5, message: 'Unsupported protocol version' });
    expect(refusalIn(answered(text))).toMatchObject(other);
    const old = 'It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client';
    expect(refusalIn(new Error(old))).toMatchObject(other);
  });

  it.each(['', '<h1>Bad gateway</h1>', '{"code":4}', '{"code":4,"message":"no"}', '{"code":1}'])(
    'treats %j as a fault of the network',
    (text) => expect(refusalIn(answered(text))).toBeNull(),
  );

  it('finds no refusal in any other value, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, text) => {
        expect(refusalIn(value)).toBeNull();
        expect(refusalIn(answered(text))).toBeNull();
      }),
    );
  });
});
