export { startOf } from "../../../../services/domain/appointment/appointment-time";
