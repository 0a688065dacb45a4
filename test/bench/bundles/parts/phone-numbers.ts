export { readPhone } from "../../../../services/domain/phone-field";
