import start from "{{app.js}}";

// A style sheet may show a message for the browser that cannot start the program.
start({ module_or_path: "{{app_bg.wasm}}" }).catch((error) => {
  document.documentElement.dataset.boot = "failed";
  throw error;
});
