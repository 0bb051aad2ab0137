// Figures on the map in plain numbers: reading decimals, areas, crossings. Nothing here touches the page.

const DECIMAL = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/;
const METRES_PER_DEGREE = 111_195;

export function written({ lat, lon }) {
  return `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
}

// Only plain decimals are read here; every other notation is asked of the server.
export function readDecimal(text) {
  const found = text.match(DECIMAL);
  if (!found) return null;
  const [lat, lon] = [Number(found[1]), Number(found[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

export function flat(points) {
  const [origin] = points;
  const east = Math.cos((origin.lat * Math.PI) / 180) * METRES_PER_DEGREE;
  return points.map(({ lat, lon }) => ({ x: (lon - origin.lon) * east, y: (lat - origin.lat) * METRES_PER_DEGREE }));
}

export function areaM2(points) {
  const plane = flat(points);
  const twice = plane.reduce((sum, a, i) => {
    const b = plane[(i + 1) % plane.length];
    return sum + a.x * b.y - b.x * a.y;
  }, 0);
  return Math.abs(twice) / 2;
}

// The first place where two sides that do not meet at a corner cross.
export function crossing(points) {
  const n = points.length;
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 2; j < n; j += 1) {
      if (i === 0 && j === n - 1) continue;
      const place = meeting(points[i], points[(i + 1) % n], points[j], points[(j + 1) % n]);
      if (place) return place;
    }
  }
  return null;
}

function meeting(a, b, c, d) {
  const [r, s] = [{ x: b.lon - a.lon, y: b.lat - a.lat }, { x: d.lon - c.lon, y: d.lat - c.lat }];
  const across = r.x * s.y - r.y * s.x;
  if (across === 0) return null;
  const t = ((c.lon - a.lon) * s.y - (c.lat - a.lat) * s.x) / across;
  const u = ((c.lon - a.lon) * r.y - (c.lat - a.lat) * r.x) / across;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { lat: a.lat + t * r.y, lon: a.lon + t * r.x } : null;
}

// After which corner a new one belongs: on the side that it lies nearest to.
export function nearestSide(points, point) {
  if (points.length < 3) return points.length - 1;
  const [here, ...plane] = flat([point, ...points]);
  const gaps = plane.map((a, i) => gap(here, a, plane[(i + 1) % plane.length]));
  return gaps.indexOf(Math.min(...gaps));
}

function gap(p, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  const t = length2 ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2)) : 0;
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// A point to the east, for the mark that changes a radius.
export function eastOf({ lat, lon }, metres) {
  return { lat, lon: lon + metres / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)) };
}
