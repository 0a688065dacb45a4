export { parseAppointment } from "../../../../contracts/appointment-message";
