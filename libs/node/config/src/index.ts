export { dataFolder, DEFAULT_DATA_FOLDER } from './data-folder';
export { withFileLock } from './file-lock';
export {
  createPrivateFile,
  type PrivateText,
  readPrivateFile,
  replacePrivateFile,
} from './private-file';
export { ConfigError, type Environment, readConfig } from './read-config';
export {
  type EntryForm,
  List,
  OneOf,
  Port,
  type SettingInfo,
  settingsOf,
  Text,
  Whole,
} from './setting';
