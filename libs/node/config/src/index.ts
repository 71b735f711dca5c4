export { dataFolder, DEFAULT_DATA_FOLDER } from './data-folder';
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
