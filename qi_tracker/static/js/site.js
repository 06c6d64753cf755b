// What every page has. Each module finds its own elements and leaves the page usable when it does not run.
import "./menu.js";
import "./forms.js";
import "./conflict.js";
import "./drafts.js";
import "./copy.js";
import "./notices.js";
