// Pure: which parts of the screen are taken. Labels ask for room in the order of their importance.

const CELL_PX = 64;

export class Room {
  #cells = new Map();

  take(box) {
    for (const key of cellsOf(box)) {
      if (!this.#cells.has(key)) this.#cells.set(key, []);
      this.#cells.get(key).push(box);
    }
    return box;
  }

  isFree(box) {
    for (const key of cellsOf(box)) {
      if (this.#cells.get(key)?.some((other) => overlap(other, box))) return false;
    }
    return true;
  }

  // The first box that is free, taken; nothing when all are occupied.
  claim(boxes) {
    const free = boxes.find((box) => this.isFree(box));
    return free && this.take(free);
  }
}

export function boxAround(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function* cellsOf(box) {
  for (let x = Math.floor(box.left / CELL_PX); x <= Math.floor(box.right / CELL_PX); x += 1) {
    for (let y = Math.floor(box.top / CELL_PX); y <= Math.floor(box.bottom / CELL_PX); y += 1) yield `${x}:${y}`;
  }
}
