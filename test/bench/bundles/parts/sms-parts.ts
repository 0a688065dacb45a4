export { smsParts } from "../../../../services/domain/content/sms-parts";
