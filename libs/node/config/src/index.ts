export { dataFolder, DEFAULT_DATA_FOLDER } from './data-folder';
export { withFileLock } from './file-lock';
export {
  createPrivateFile,
  type PrivateText,
  readPrivateFile,
  replacePrivateFile,
} from './private-file';
export { ConfigError, readConfig } from './read-config';
export { List, OneOf, Port, settingsOf, Text, Whole } from './setting';
