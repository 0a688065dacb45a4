export { parseAppointment } from "../../../../contracts/appointment-check";
