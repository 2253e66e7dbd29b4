"""``reviewreply check``: what would happen with a file and a business.toml, before anything happens."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewreply.cli.options import business_option, input_file, read_options, reading_options

if TYPE_CHECKING:
    from reviewreply.business import Business
    from reviewreply.files.reading import Source
    from reviewreply.language import LanguageDetector

_SHOWN = 5
_BATCH = 512


@click.command("check")
@input_file
@business_option(required=False)
@reading_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(file: Path, business: Path | None, as_json: bool, **values: Any) -> None:
    """Read a file and a business.toml and say what would happen.

    Encoding, delimiter, columns, rows, languages, rows that would be rejected, and what the business has not told.
    """
    options = read_options(values)
    report: dict[str, Any] = {}
    known = _known(business)
    if business is not None and known is not None:
        report["business"] = _business_report(business, known)
    if file == Path("-"):
        if sys.stdin.isatty():
            raise click.UsageError("Name a file of reviews, or pipe them in.")
        from reviewreply.files.reading import open_reviews
        from reviewreply.files.streams import spooled

        with spooled(b"", sys.stdin.buffer) as path:
            report["file"] = _file_report(open_reviews(path, options))
    else:
        from reviewreply.files.reading import open_reviews

        report["file"] = _file_report(open_reviews(file, options))
    if known is not None:
        report["missing"] = _missing(known, list(report["file"]["languages"]))
    click.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else _text(report))


def _file_report(source: Source) -> dict[str, Any]:
    from reviewreply.files.describe import encoding_name, found_columns
    from reviewreply.files.encoding import delimiter_name
    from reviewreply.platforms import platform_rules

    table = source.table
    rules = platform_rules(source.platform)
    return {
        "name": source.path.name,
        "format": table.format,
        "export": source.export.title if source.export else None,
        "encoding": encoding_name(table.encoding) if table.encoding else None,
        "delimiter": delimiter_name(table.delimiter) if table.delimiter else None,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": found_columns(source),
        "not_used": [name for name in table.columns if name not in source.mapper.fields.columns.values()],
        "platform": source.platform,
        "reply_limit": f"{rules.limit} {rules.unit}" if rules.limit else None,
        **_rows(source),
    }


def _rows(source: Source) -> dict[str, Any]:
    from reviewreply.language import LanguageDetector

    detector = LanguageDetector.load()
    counts: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    reasons: dict[str, list[int]] = {}
    notes: Counter[str] = Counter()
    texts: list[str] = []
    for item in source.items():
        counts["rows"] += 1
        if item.review is None:
            counts["rejected"] += 1
            reasons.setdefault(str(item.reason), []).append(item.line)
            continue
        counts["without_text"] += not item.review.text.strip()
        counts["with_order"] += item.review.order is not None
        counts["with_facts"] += bool(item.review.facts)
        counts["repeated_ids"] += item.occurrence > 1
        notes.update(item.notes)
        texts.append(item.review.text)
        if len(texts) == _BATCH:
            languages.update(_languages(detector, texts))
            texts.clear()
    languages.update(_languages(detector, texts))
    rejected = [{"reason": reason, "count": len(lines), "lines": lines[:_SHOWN]} for reason, lines in reasons.items()]
    names = ("rows", "rejected", "without_text", "with_order", "with_facts", "repeated_ids")
    return {
        **{name: counts[name] for name in names},
        "languages": dict(languages.most_common()),
        "reasons": sorted(rejected, key=lambda entry: -int(str(entry["count"])))[:_SHOWN],
        "notes": dict(notes.most_common(_SHOWN)),
    }


def _languages(detector: LanguageDetector, texts: list[str]) -> list[str]:
    written = [text for text in texts if text.strip()]
    if not written:
        return []
    return [language.code for language in detector.detect_many(written)]


def _known(path: Path | None) -> Business | None:
    from reviewreply.business import load_business

    return load_business(path) if path is not None else None


def _business_report(path: Path, business: Business) -> dict[str, Any]:
    return {
        "name": path.name,
        "trade": business.trade,
        "policies": len(business.policies),
        "remedies": len(business.remedies),
        "incidents": len(business.incidents),
        "contact": bool(business.contact),
        "notes": list(business.warnings),
    }


def _missing(business: Business, languages: list[str]) -> list[str]:
    """What replies in the languages of these reviews will have to do without."""
    wanted = [code for code in languages if code in ("ru", "bg", "en")]
    missing = []
    if not business.contact:
        missing.append("no contact: replies cannot name a way to reach you")
    if not business.remedies:
        missing.append("no remedies: replies cannot offer to make anything good")
    if not business.policies:
        missing.append("no policies: claims are judged by text and order data alone")
    texts = [("signature", business.signature)]
    texts += [(f"policy {policy.id}", policy.text) for policy in business.policies]
    texts += [(f"remedy {remedy.index + 1}", remedy.text) for remedy in business.remedies]
    texts += [(f"incident {incident.id}", incident.text) for incident in business.incidents]
    for name, text in texts:
        without = [code for code in wanted if not text.get(code)]
        if without:
            missing.append(f"{name}: no text in {', '.join(without)}")
    return missing


def _reason(entry: dict[str, Any]) -> str:
    return f"{entry['count']} × {entry['reason']} (line {', '.join(map(str, entry['lines']))})"


def _text(report: dict[str, Any]) -> str:
    file = report["file"]
    lines = [f"{file['name']}: {file['export'] or file['format'].upper()}"]
    for name in ("encoding", "delimiter", "sheet", "header_row", "platform", "reply_limit"):
        if file[name] is not None:
            lines.append(f"  {name.replace('_', ' '):<14}{file[name]}")
    lines += [f"  {'column':<14}{column} → {field}" for field, column in file["columns"].items()]
    if file["not_used"]:
        lines.append(f"  {'kept as is':<14}{', '.join(file['not_used'])}")
    lines.append(f"  {'rows':<14}{file['rows']}, {file['rejected']} would be rejected")
    lines += [f"  {'':<14}{_reason(entry)}" for entry in file["reasons"]]
    lines += [f"  {'':<14}{count} × {note}" for note, count in file["notes"].items()]
    lines.append(f"  {'reviews':<14}{file['without_text']} without text, {file['with_order']} with order data")
    if file["repeated_ids"]:
        lines.append(f"  {'repeated ids':<14}{file['repeated_ids']}")
    shares = ", ".join(f"{code} {count}" for code, count in file["languages"].items())
    lines.append(f"  {'languages':<14}{shares or 'none, since there is no text'}")
    if "business" in report:
        business = report["business"]
        counted = ", ".join(f"{business[name]} {name}" for name in ("policies", "remedies", "incidents"))
        lines.append(f"{business['name']}: {business['trade']}; {counted}")
        lines += [f"  {note}" for note in dict.fromkeys((*report["missing"], *business["notes"]))]
    return "\n".join(lines)
