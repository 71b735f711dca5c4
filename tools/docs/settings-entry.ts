import 'reflect-metadata';
import { settingsOf } from '@sealwave/node/config';
import { GatewayConfig } from '../../apps/gateway/src/gateway.config';
import { VoiceServerConfig } from '../../apps/voice-server/src/voice-server.config';

const schemas = { 'Voice server': VoiceServerConfig, Gateway: GatewayConfig };

/** Every setting of both servers, with its default. */
export const sections = Object.entries(schemas).map(([title, schema]) => {
  const defaults = Object.entries(new schema());
  const settings = settingsOf(schema).map((setting) => {
    const value: unknown = defaults.find(([name]) => name === setting.name)?.[1];
    return { ...setting, defaultValue: Array.isArray(value) ? value.join(',') : String(value) };
  });
  return { title, settings };
});
