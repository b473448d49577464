// Files dropped on their form; and a job that is asked how far it is until it is done.

const form = document.querySelector("[data-drop]");
if (form) {
  const area = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) area.addEventListener(kind, () => area.classList.remove("over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    if (input.files.length) form.requestSubmit();
  });
}

const job = document.querySelector("[data-job]");

async function ask(known) {
  const answer = await fetch(`/load/${job.dataset.job}?format=json`);
  if (!answer.ok) return;
  const told = JSON.stringify(await answer.json());
  if (told !== known) {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector("[data-job]");
    job.replaceChildren(...fresh.childNodes);
    if (["done", "broken"].includes(fresh.dataset.state)) return;
  }
  setTimeout(ask, 500, told);
}
if (job && !["done", "broken"].includes(job.dataset.state)) ask("");
