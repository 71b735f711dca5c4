export { addressGroup } from './address-group';
export { AreNetworks, Networks } from './networks';
export { TokenBucket } from './token-bucket';
