export { smsParts } from "../../../../services/domain/sms-parts";
