import type {
  AudioCancelled,
  AudioPart,
  AudioPartReceived,
  AudioSent,
  CancelAudio,
  ConnectToServer,
  Disconnected,
  Failure,
  ConnectionRefused,
  Moderate,
  Moderated,
  RoundTrip,
  SealedAccepted,
  SendAudio,
  SendSealedPart,
  SendSealedRecord,
  ServerConnected,
  Talking,
} from '@sealwave/contracts';
import type { GatewayEvents, GatewaySocket, SocketLifecycle } from '../socket/gateway-socket';

export const SERVER: ServerConnected = { host: 'voice.example', port: 8888 };

type Answer<T> = Promise<T | Failure>;

/** For specs: a socket whose other end is the test. */
export class ScriptedSocket implements GatewaySocket {
  connected = false;
  opens = 0;
  /** Names of the events sent. */
  requests: string[] = [];
  parts: AudioPart[] = [];
  sent: SendAudio[] = [];
  /** The destination in each `connect_to_server`. */
  visits: ConnectToServer[] = [];
  talks: boolean[] = [];
  wishes: Moderate[] = [];
  moderateAnswer: () => Answer<Moderated> = () => Promise.resolve({});
  lifecycle!: SocketLifecycle;
  events!: GatewayEvents;
  serverAnswer: () => Answer<ServerConnected> = () => Promise.resolve(SERVER);
  disconnectAnswer: () => Answer<Disconnected> = () => Promise.resolve({ reason: 'requested' });
  sendAnswer: () => Answer<AudioSent> = () => new Promise(() => undefined);
  partAnswer: (part: AudioPart) => Answer<AudioPartReceived> = ({ id, offset, audio }) =>
    Promise.resolve({ id, receivedBytes: offset + audio.length });
  /** What was sent in a sealed room, in order. */
  sealed: (SendSealedRecord | SendSealedPart)[] = [];
  sealedAnswer: () => Answer<SealedAccepted> = () => Promise.resolve({});
  roundTripAnswer: () => Answer<RoundTrip> = () => Promise.resolve({});

  open(): void {
    this.opens++;
  }
  close(): void {
    this.connected = false;
  }
  observe(lifecycle: SocketLifecycle, events: GatewayEvents): void {
    Object.assign(this, { lifecycle, events });
  }
  connectToServer(request: ConnectToServer): Answer<ServerConnected> {
    this.requests.push('connect_to_server');
    this.visits.push(request);
    return this.serverAnswer();
  }
  disconnectFromServer(): Answer<Disconnected> {
    this.requests.push('disconnect_from_server');
    return this.disconnectAnswer();
  }
  sendAudio(recording: SendAudio): Answer<AudioSent> {
    this.requests.push('send_audio');
    this.sent.push(recording);
    return this.sendAnswer();
  }
  sendPart(part: AudioPart): Answer<AudioPartReceived> {
    this.requests.push('audio_part');
    this.parts.push(part);
    return this.partAnswer(part);
  }
  cancelAudio({ id }: CancelAudio): Answer<AudioCancelled> {
    this.requests.push('cancel_audio');
    return Promise.resolve({ id, cancelled: true });
  }
  moderate(wish: Moderate): Answer<Moderated> {
    this.wishes.push(wish);
    return this.moderateAnswer();
  }
  sendSealedRecord(record: SendSealedRecord): Answer<SealedAccepted> {
    this.sealed.push(record);
    return this.sealedAnswer();
  }
  sendSealedPart(part: SendSealedPart): Answer<SealedAccepted> {
    this.sealed.push(part);
    return this.sealedAnswer();
  }
  roundTrip(): Answer<RoundTrip> {
    return this.roundTripAnswer();
  }
  talking({ on }: Talking): void {
    this.talks.push(on);
  }

  /** Opens the connection, and lets pending promises settle. */
  async opensUp(): Promise<void> {
    this.connected = true;
    this.lifecycle.opened();
    await jest.advanceTimersByTimeAsync(0);
  }
  /** Refuses the connection; with `reopens` false, Socket.IO gives up. */
  refused(refusal: ConnectionRefused, reopens = true): void {
    this.connected = false;
    this.lifecycle.closed(reopens, refusal);
  }
  breaks(reopens = true): void {
    this.connected = false;
    this.lifecycle.closed(reopens);
  }
}
