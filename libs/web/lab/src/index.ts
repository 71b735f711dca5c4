export { LabPage } from './lab-page';
export { LAB_ROUTES } from './lab-routes';
