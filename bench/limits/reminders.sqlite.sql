-- One evening's reminders, by hand: only ids are sorted, and text is made for the ten lines that stand in a digest.
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
    SELECT professional_id AS person, id, 1 AS overdue, scheduled_for
    FROM bookings WHERE status = 'assigned' AND ends_at <= :now
    UNION ALL
    SELECT offered_to_id, id, 0, scheduled_for
    FROM bookings WHERE status = 'requested' AND scheduled_for > :now AND offered_to_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM rejections WHERE booking_id = id AND professional_id = offered_to_id)
    UNION ALL
    SELECT people.id, bookings.id, 0, scheduled_for
    FROM people
    CROSS JOIN professional_pincodes ON professional_pincodes.professional_id = people.id
    CROSS JOIN bookings ON status = 'requested' AND bookings.pincode = professional_pincodes.pincode
        AND scheduled_for > :now
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
    SELECT person, overdue, id,
        row_number() OVER (PARTITION BY person ORDER BY scheduled_for, id) AS place
    FROM offers
),
digests AS (
    SELECT person, sum(NOT ranked.overdue) AS waiting, sum(ranked.overdue) AS overdue,
        group_concat(CASE WHEN place <= 10 THEN (
            SELECT '{"booking_id":' || id || ',"task_name":' || json_quote(task_name)
                || ',"scheduled_for":"' || replace(substr(scheduled_for, 1, 19), ' ', 'T')
                || '+00:00","created_at":"' || replace(substr(created_at, 1, 19), ' ', 'T')
                || '+00:00","overdue":' || CASE WHEN ranked.overdue THEN 'true}' ELSE 'false}' END
            FROM bookings WHERE bookings.id = ranked.id
        ) END) AS lines
    FROM ranked GROUP BY person
),
choice AS (
    SELECT people.id, away, waiting, overdue, lines, coalesce(mail, 1) AS mail, coalesce(chat, 0) AS chat
    FROM people
    LEFT JOIN digests ON person = people.id
    LEFT JOIN notice_choices ON notice_choices.user_id = people.id
    WHERE person IS NOT NULL OR away IN (7, 14, 28)
)
SELECT 'daily_reminder', id, channel, :day,
    '{"date":"' || :day || '","waiting":' || coalesce(waiting, 0) || ',"overdue":' || coalesce(overdue, 0)
        || ',"absent_days":' || CASE WHEN away IN (7, 14, 28) THEN away ELSE 'null' END
        || ',"bookings":[' || coalesce(lines, '') || ']}',
    CASE WHEN mail OR chat THEN 'pending' ELSE 'skipped' END, 0,
    CASE WHEN mail OR chat THEN NULL ELSE 'no channel is chosen' END,
    :now, CASE WHEN mail OR chat THEN :now END, :good_until
FROM choice
JOIN (SELECT 'mail' AS channel UNION ALL SELECT 'chat')
    ON CASE channel WHEN 'mail' THEN mail OR NOT chat ELSE chat END
