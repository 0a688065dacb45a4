export { readPhone } from "../../../../services/domain/contact/phone-field";
