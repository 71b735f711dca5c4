export { LabPage } from './page/lab-page';
export { LAB_ROUTES } from './lab-routes';
