-- Pillars are found like any other record, and the history names them instead of saying “a record”.
call search_by('pillar', 'name', 'description');
