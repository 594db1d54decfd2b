-- One evening's reminders, by hand. Only ids are sorted, and text is made for the ten lines of a digest alone.
-- Nothing is joined to a subquery, which SQLite would read anew for each person.
INSERT INTO deliveries
    (kind, user_id, channel, subject, about, status, attempts, last_error, created_at, next_try_at, good_until)
WITH people AS MATERIALIZED (
    SELECT users.id, does_all_tasks,
        CAST(julianday(:day) - julianday(date(max(
            coalesce(last_seen_at, ''), coalesce(approved_at, ''), users.created_at
        ), '+330 minutes')) AS INTEGER) AS away
    FROM users JOIN professionals ON user_id = users.id
    WHERE role = 'professional' AND status = 'active'
),
offers AS (
    SELECT id AS person, NULL AS booking, NULL AS overdue, NULL AS scheduled_for, away
    FROM people WHERE away IN (7, 14, 28)
    UNION ALL
    SELECT professional_id, id, 1, scheduled_for, NULL
    FROM bookings WHERE status = 'assigned' AND ends_at <= :now
    UNION ALL
    SELECT offered_to_id, id, 0, scheduled_for, NULL
    FROM bookings WHERE status = 'requested' AND scheduled_for > :now AND offered_to_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM rejections WHERE booking_id = id AND professional_id = offered_to_id)
    UNION ALL
    SELECT people.id, bookings.id, 0, scheduled_for, NULL
    FROM people
    CROSS JOIN professional_pincodes ON professional_pincodes.professional_id = people.id
    CROSS JOIN bookings INDEXED BY ix_bookings_waiting ON status = 'requested'
        AND bookings.pincode = professional_pincodes.pincode AND scheduled_for > :now
    WHERE offered_to_id IS NULL
        AND (does_all_tasks OR EXISTS (
            SELECT 1 FROM professional_tasks AS named
            WHERE named.professional_id = people.id AND named.task_id = bookings.task_id
        ))
        AND NOT EXISTS (
            SELECT 1 FROM rejections AS said
            WHERE said.booking_id = bookings.id AND said.professional_id = people.id
        )
),
ranked AS (
    SELECT person, overdue, booking, away,
        row_number() OVER (PARTITION BY person ORDER BY scheduled_for NULLS LAST, booking) AS place
    FROM offers
),
digests AS (
    SELECT person, max(away) AS away, sum(ranked.overdue IS 0) AS waiting, sum(ranked.overdue IS 1) AS overdue,
        group_concat(CASE WHEN place <= 10 THEN (
            SELECT '{"booking_id":' || id || ',"task_name":' || json_quote(task_name)
                || ',"scheduled_for":"' || replace(substr(scheduled_for, 1, 19), ' ', 'T')
                || '+00:00","created_at":"' || replace(substr(created_at, 1, 19), ' ', 'T')
                || '+00:00","overdue":' || CASE WHEN ranked.overdue THEN 'true}' ELSE 'false}' END
            FROM bookings WHERE bookings.id = ranked.booking
        ) END) AS lines
    FROM ranked GROUP BY person
)
SELECT 'daily_reminder', person, channel, :day,
    '{"date":"' || :day || '","waiting":' || waiting || ',"overdue":' || overdue
        || ',"absent_days":' || coalesce(away, 'null') || ',"bookings":[' || coalesce(lines, '') || ']}',
    CASE WHEN coalesce(mail, 1) OR chat THEN 'pending' ELSE 'skipped' END, 0,
    CASE WHEN coalesce(mail, 1) OR chat THEN NULL ELSE 'no channel is chosen' END,
    :now, CASE WHEN coalesce(mail, 1) OR chat THEN :now END, :good_until
FROM digests
CROSS JOIN users ON users.id = person AND users.status = 'active'
LEFT JOIN notice_choices ON notice_choices.user_id = person
JOIN (SELECT 'mail' AS channel UNION ALL SELECT 'chat')
    ON CASE channel WHEN 'mail' THEN coalesce(mail, 1) OR NOT chat ELSE chat END
