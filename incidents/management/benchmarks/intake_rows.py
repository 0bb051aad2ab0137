"""A made-up file of reports for the benchmark: an office's years in order, with the faults that real files have."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

HEADER = (
    "row_ref", "date", "date_precision", "occurred_time", "site", "place_as_reported", "lat", "lon", "uncertainty_m",
    "behaviours", "summary", "note", "equipment_as_reported", "outcome_as_reported", "detected_by",
)  # fmt: skip
YEARS = 10
_SEEN = (
    "Two people photographed the runway", "One person filmed the gate", "A drone hovered over the fence",
    "활주로를 촬영하는 2명을 확인함", "정문 앞에서 카메라를 들고 있던 1명", "철책 위로 드론 비행",
)  # fmt: skip
_WHERE = ("north gate", "car park", "road beside the fence", "정문", "남쪽 도로", "hill behind the tower")
_THEN = (
    "The guard spoke to them and they left.", "They showed the pictures of their own accord.", "Nothing was kept.",
    "초병이 다가가자 차량으로 이동함.", "사진을 스스로 지우고 돌아감.", "경찰에 통보함.", "They waited for a landing aircraft.",
    "A second lens lay in the car.", "인근 카페에서 30분가량 머무름.", "The light was poor and it rained.",
)  # fmt: skip
_WITH = ("drone", "DSLR camera with telephoto lens", "mobile phone", "휴대전화", "망원렌즈", "")
_KINDS = ("PHOTO", "PHOTO|SURVL", "AVIATION", "SURVL")

Site = tuple[str, float, float]


def write_file(path: Path, n_rows: int, sites: list[Site], seed: int = 1) -> None:
    """Write a CSV file of rows; three in a hundred have a fault."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows_of(n_rows, sites, seed))


def rows_of(n_rows: int, sites: list[Site], seed: int) -> Iterator[tuple[str, ...]]:
    """Yield rows in the order of time."""
    rng = random.Random(seed)
    minutes = YEARS * 365 * 24 * 60
    for number in range(1, n_rows + 1):
        moment = minutes * number // n_rows
        day, clock = divmod(moment, 24 * 60)
        year, of_year = divmod(day, 365)
        month, of_month = divmod(of_year, 31)
        date = f"{2015 + year}-{min(month + 1, 12):02d}-{min(of_month + 1, 28):02d}"
        code, lat, lon = sites[rng.randrange(len(sites))]
        at = f"{clock // 60:02d}:{clock % 60:02d}"
        point = rng.random() < 0.6
        fault = rng.random()
        yield (
            f"L-{2015 + year}-{number:07d}",
            "2025-02-30" if fault < 0.01 else date,
            "day",
            at if rng.random() < 0.8 else "",
            "nowhere" if 0.01 <= fault < 0.02 and not point else code,
            rng.choice(_WHERE),
            f"{lat + rng.uniform(-0.02, 0.02):.5f}" if point else "",
            f"{lon + rng.uniform(-0.02, 0.02):.5f}" if point else "",
            "30" if point else "",
            "SNEEZED" if 0.02 <= fault < 0.03 else rng.choice(_KINDS),
            f"{rng.choice(_SEEN)} ({number % 97})",
            f"{rng.choice(_THEN)} {rng.choice(_WHERE)}, {rng.randrange(100)} m",
            rng.choice(_WITH),
            "",
            "GUARD" if rng.random() < 0.5 else "",
        )
