export { dataFolder, DEFAULT_DATA_FOLDER } from './data-folder';
export {
  createPrivateFile,
  type PrivateText,
  readPrivateFile,
  replacePrivateFile,
} from './private-file';
export { type JsonForm, PrivateJsonFile } from './private-json-file';
export { ConfigError, readConfig } from './read-config';
export { List, OneOf, Port, settingsOf, Text, Whole } from './setting';
