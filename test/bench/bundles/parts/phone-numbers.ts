export { toE164 } from "../../../../services/domain/contact";
