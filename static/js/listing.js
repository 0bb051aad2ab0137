// On a small screen the filters begin folded; without script they stay open and nothing is lost.
if (matchMedia("(max-width: 62rem)").matches) document.querySelector(".rail > details")?.removeAttribute("open");
