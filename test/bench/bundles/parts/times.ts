export { startOf } from "../../../../services/domain/appointment-time";
