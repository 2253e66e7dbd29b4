"""From analysis and facts to a draft: plan, phrasebook, realisation."""
