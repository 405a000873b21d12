/**
 * Convex polygons in the plane: clipping by half-planes and integrals in closed form. A polygon lives in fixed scratch,
 * counter-clockwise; side k runs from vertex k to the next and carries a label, so that one knows afterwards which
 * half-plane cut it.
 */
export interface Polygon {
  size: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly label: Int32Array;
}

/** Room for the four sides of a rectangle and 60 cuts. */
const CAPACITY = 64;

export function emptyPolygon(): Polygon {
  return {
    size: 0,
    x: new Float64Array(CAPACITY),
    y: new Float64Array(CAPACITY),
    label: new Int32Array(CAPACITY),
  };
}

/** The rectangle [−hx, hx] × [−hy, hy]; its sides carry the label −1. */
export function setRectangle(polygon: Polygon, hx: number, hy: number): void {
  const { x, y } = polygon;
  polygon.size = 4;
  x[0] = -hx;
  x[1] = hx;
  x[2] = hx;
  x[3] = -hx;
  y[0] = -hy;
  y[1] = -hy;
  y[2] = hy;
  y[3] = hy;
  polygon.label.fill(-1, 0, 4);
}

/**
 * Writes the part of `from` where c + a·x + b·y ≤ 0 to `to`; the new side gets the label. One clip of Sutherland and
 * Hodgman (1974).
 */
export function clip(from: Polygon, to: Polygon, c: number, a: number, b: number, label: number): void {
  const { size, x, y, label: sides } = from;
  const { x: outX, y: outY, label: outSides } = to;
  if (size + 1 >= CAPACITY) throw new RangeError(`a polygon must have at most ${CAPACITY} sides`);
  let kept = 0;
  let here = size > 0 ? c + a * x[0] + b * y[0] : 0;
  const first = here;
  for (let k = 0; k < size; k++) {
    const next = k + 1 === size ? 0 : k + 1;
    const there = next === 0 ? first : c + a * x[next] + b * y[next];
    if (here <= 0) {
      outX[kept] = x[k];
      outY[kept] = y[k];
      outSides[kept++] = sides[k];
    }
    if (here <= 0 !== there <= 0) {
      const t = here / (here - there);
      outX[kept] = x[k] + t * (x[next] - x[k]);
      outY[kept] = y[k] + t * (y[next] - y[k]);
      // Going out, the cut begins here; coming in, the old side goes on from here.
      outSides[kept++] = here <= 0 ? label : sides[k];
    }
    here = there;
  }
  to.size = kept;
}

/** ∫1, ∫x, ∫y over the polygon. */
export interface PolygonMoments {
  area: number;
  x: number;
  y: number;
}

export function momentsInto(polygon: Polygon, out: PolygonMoments): void {
  const { size, x, y } = polygon;
  out.area = 0;
  out.x = 0;
  out.y = 0;
  for (let k = 0, last = size - 1; k < size; last = k++) {
    const cross = x[last] * y[k] - x[k] * y[last];
    out.area += cross / 2;
    out.x += (cross * (x[last] + x[k])) / 6;
    out.y += (cross * (y[last] + y[k])) / 6;
  }
}

/** ∫|z − (px, py)|² dz over the polygon, from triangles with their apex in the point. */
export function integralOfSquare(polygon: Polygon, px: number, py: number): number {
  const { size, x, y } = polygon;
  let sum = 0;
  for (let k = 0, last = size - 1; k < size; last = k++) {
    const ax = x[last] - px;
    const ay = y[last] - py;
    const bx = x[k] - px;
    const by = y[k] - py;
    sum += (ax * by - bx * ay) * (ax * ax + ay * ay + (ax * bx + ay * by) + (bx * bx + by * by));
  }
  return sum / 12;
}

/**
 * ∫|z − (px, py)| dz over the polygon: with the apex of each triangle in the point, ⅓∫r³dθ along the side at distance
 * h is ⅙[h(t_b r_b − t_a r_a) + h³ log((t_b + r_b)/(t_a + r_a))], t the coordinate on the side from the foot of the
 * perpendicular, r the distance of its ends, h with the sign of the orientation.
 */
export function integralOfDistance(polygon: Polygon, px: number, py: number): number {
  const { sqrt, log } = Math;
  const { size, x, y } = polygon;
  if (size === 0) return 0;
  let ax = x[size - 1] - px;
  let ay = y[size - 1] - py;
  let ra = sqrt(ax * ax + ay * ay);
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const bx = x[k] - px;
    const by = y[k] - py;
    const rb = sqrt(bx * bx + by * by);
    const ex = bx - ax;
    const ey = by - ay;
    const length = sqrt(ex * ex + ey * ey);
    const cross = ax * by - bx * ay;
    if (cross !== 0 && length > 0) {
      const h = cross / length;
      const ta = (ax * ex + ay * ey) / length;
      const tb = (bx * ex + by * ey) / length;
      // t + r = h²/(r − t): of the equal forms the one without cancellation.
      const ratio =
        ta >= 0 ? (tb + rb) / (ta + ra) : tb <= 0 ? (ra - ta) / (rb - tb) : ((tb + rb) * (ra - ta)) / (h * h);
      sum += h * (tb * rb - ta * ra) + h * h * h * log(ratio);
    }
    ax = bx;
    ay = by;
    ra = rb;
  }
  return sum / 6;
}
