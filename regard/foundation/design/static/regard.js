// What pages gain when scripts run. Every page works without.
import { initAll } from "./vendor/nhsuk-frontend.js";

initAll();
