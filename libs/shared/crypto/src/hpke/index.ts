export { HpkeKey, openWithHpke, sealWithHpke } from './hpke';
